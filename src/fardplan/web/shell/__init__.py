"""What all pages of the workspace share: frame, errors, forms, who is signed in and which day it is."""
