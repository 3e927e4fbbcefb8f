"""What is kept for all readers of a case: opening it, dossiers, documents, the refresher. Knows no Streamlit."""
