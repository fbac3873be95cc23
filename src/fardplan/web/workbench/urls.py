"""Addresses of the workbench."""

from django.urls import path

from fardplan.web.workbench import views

urlpatterns = [
    path("arbetsbank/", views.milestones, name="workbench-milestones"),
    path("arbetsbank/<slug:key>/", views.milestone, name="workbench-milestone"),
    path("arbetsbank/<slug:key>/behall/", views.keep, name="workbench-keep"),
    path("arbetsbank/<slug:key>/jamfor/", views.compare, name="workbench-compare"),
    path("arbetsbank/<slug:key>/offentligt/", views.release, name="workbench-release"),
    path("arbetsbank/<slug:key>/kandidat/<int:number>/", views.candidate, name="workbench-candidate"),
    path(
        "arbetsbank/<slug:key>/kandidat/<int:number>/<slug:move>/",
        views.move,
        name="workbench-move",
    ),
]
