"""`--model newton`: scikit-learn's logistic regression, solved to its optimum."""
