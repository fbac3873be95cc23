"""The addresses of organisations and their units."""

from django.urls import path

from fardplan.web.organisations import views

urlpatterns = [
    path("organisationer/", views.listed, name="organisations-list"),
    path("organisationer/<slug:key>/", views.organisation, name="organisations-one"),
    path("organisationer/<slug:key>/ny-enhet/", views.add, name="organisations-add"),
    path("organisationer/<slug:key>/avsluta/", views.end, name="organisations-end"),
]
