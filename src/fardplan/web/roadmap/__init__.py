"""The roadmap on its way to decisions: documents, drafts, referrals, editions, where decision points bind."""
