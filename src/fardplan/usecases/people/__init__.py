"""Who works with the city's steering: accounts, what each may do, and for whom they stand in."""
