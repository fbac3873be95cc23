"""The search."""

from django.urls import path

from fardplan.web.search.views import search_page

urlpatterns = [path("sok/", search_page, name="search-all")]
