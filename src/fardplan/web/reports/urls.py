"""The addresses of reports."""

from django.urls import path

from fardplan.web.reports import views

urlpatterns = [
    path("rapporter/", views.kinds, name="reports-kinds"),
    path("rapporter/<slug:key>/", views.one, name="reports-one"),
    path("rapporter/<slug:key>/amnen/", views.subjects, name="reports-subjects"),
]
