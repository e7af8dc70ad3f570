"""`--model newton`: scikit-learn's logistic regression, taken to its optimum."""
