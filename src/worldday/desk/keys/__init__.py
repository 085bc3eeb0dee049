"""The keys that sign certificates, for whoever runs the installation."""
