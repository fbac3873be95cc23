"""The addresses of accounts, one's own page, and who may do what."""

from django.urls import path

from fardplan.web.people import leave_views, own_views, permissions, views

urlpatterns = [
    path("personer/", views.people, name="people-list"),
    path("personer/nytt-konto/", views.make, name="people-make"),
    path("personer/har-slutat/", views.who_left, name="people-left"),
    path("personer/lediga/", leave_views.people, name="people-away"),
    path("personer/<int:number>/ledighet/", leave_views.leave_of, name="people-leave-of"),
    path("personer/<int:number>/ledighet/tillbaka/", leave_views.came_back, name="people-came-back"),
    path("personer/<int:number>/", views.person, name="people-person"),
    path("personer/<int:number>/ratta/", views.correct, name="people-correct"),
    path("personer/<int:number>/ny-roll/", views.give, name="people-give"),
    path("personer/<int:number>/roll/<int:grant>/avsluta/", views.end_grant, name="people-end-grant"),
    path("personer/<int:number>/avsluta/", views.end, name="people-end"),
    path("personer/<int:number>/aterstall/", views.reset, name="people-reset"),
    path("min-sida/", own_views.me, name="people-me"),
    path("min-sida/val/", own_views.choose, name="people-choose"),
    path("min-sida/ledighet/", own_views.leave, name="people-leave"),
    path("min-sida/ledighet/tillbaka/", own_views.come_back, name="people-come-back"),
    path("min-sida/ratta/", own_views.correct, name="people-correct-own"),
    path("min-sida/kopia/", own_views.copy, name="people-copy"),
    path("behorigheter/", permissions.overview, name="people-permissions"),
]
