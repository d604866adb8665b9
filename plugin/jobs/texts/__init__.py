"""The texts of failures and log lines, a file for each subject; :mod:`..messages` puts them together."""
