"""One function per thing a person does: permission, policy, domain, store and audit in one transaction."""
