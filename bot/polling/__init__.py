"""Looking at sources, each at its own pace."""
