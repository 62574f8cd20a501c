"""What tests of several areas share: settings, articles and commands to run."""
