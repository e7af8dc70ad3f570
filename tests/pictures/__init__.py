"""The pictures in `screenshots/`, made from the real app: python -m tests.pictures"""
