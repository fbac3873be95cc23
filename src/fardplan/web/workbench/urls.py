"""Addresses of the workbench."""

from django.urls import path

from fardplan.web.workbench.views import candidate, compare, keep, milestone, milestones, move, release

urlpatterns = [
    path("arbetsbank/", milestones, name="workbench-milestones"),
    path("arbetsbank/<slug:key>/", milestone, name="workbench-milestone"),
    path("arbetsbank/<slug:key>/behall/", keep, name="workbench-keep"),
    path("arbetsbank/<slug:key>/jamfor/", compare, name="workbench-compare"),
    path("arbetsbank/<slug:key>/offentligt/", release, name="workbench-release"),
    path("arbetsbank/<slug:key>/kandidat/<int:number>/", candidate, name="workbench-candidate"),
    path(
        "arbetsbank/<slug:key>/kandidat/<int:number>/<slug:move>/",
        move,
        name="workbench-move",
    ),
]
