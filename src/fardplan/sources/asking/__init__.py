"""Asking sources outside over the network: requests and answers, with patience and manners."""
