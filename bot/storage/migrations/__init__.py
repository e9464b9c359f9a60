"""Every change of the schema, numbered, oldest first; nothing here is imported but while migrating."""
