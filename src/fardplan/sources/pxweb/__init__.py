"""Statistical databases that speak PxWeb, and the files they hand out: tables read into cubes."""
