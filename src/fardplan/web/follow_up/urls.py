"""The pages of the follow-up."""

from django.urls import path

from fardplan.web.follow_up import views

urlpatterns = [
    path("uppfoljning/", views.mine, name="follow_up-mine"),
    path("uppfoljning/nytt/", views.news, name="follow_up-news"),
    path("uppfoljning/spara/<str:slot>/", views.save, name="follow_up-save"),
    path("uppfoljning/<int:year>/<str:step>/<str:key>/", views.organisation, name="follow_up-organisation"),
]
