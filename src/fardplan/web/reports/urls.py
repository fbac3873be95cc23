"""The addresses of reports."""

from django.urls import path

from fardplan.web.reports import views, views_word

urlpatterns = [
    path("rapporter/", views.kinds, name="reports-kinds"),
    path("rapporter/las-in/", views_word.load, name="reports-load"),
    path("rapporter/mall/", views_word.template, name="reports-template"),
    path("rapporter/mall/hamta/", views_word.fetch, name="reports-template_file"),
    path("rapporter/mall/ta-bort/", views_word.drop, name="reports-template_drop"),
    path("rapporter/<slug:key>/", views.one, name="reports-one"),
    path("rapporter/<slug:key>/amnen/", views.subjects, name="reports-subjects"),
]
