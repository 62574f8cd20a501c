"""Files that hold several articles: what tells them, what reads them, and what each part says."""
