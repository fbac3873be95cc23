"""Addresses of what people judge."""

from django.urls import path

from fardplan.web.assessment.views import everything, one

urlpatterns = [
    path("bedomningar/", everything, name="assessment-list"),
    path("bedomningar/<slug:period>/", everything, name="assessment-period"),
    path("bedomningar/<slug:period>/<slug:kind>/<str:key>/", one, name="assessment-one"),
]
