"""Short yearly series with intervals that cover what they say, and back-tests.

`forecast_many` (or `forecast_one`) takes break-free yearly figures and gives fans; `attainment_probability`
asks a fan how likely a level is; `back_test` holds every earlier forecast against what came; `reconcile`
lets parts sum to their whole. Method, sources and measured tables: docs/methods/forecasts.md.
"""
