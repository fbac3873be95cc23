"""Surveys: what a sample says about a city and its districts, and how sure it is."""

from fardplan.stats.surveys.design import Design, design, post_stratified, raked
from fardplan.stats.surveys.estimates import SurveyEstimates, estimate

__all__ = ["Design", "SurveyEstimates", "design", "estimate", "post_stratified", "raked"]
