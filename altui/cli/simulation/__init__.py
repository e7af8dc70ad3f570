"""What `altui simulate` needs: what is asked, the rows, the plan and the report."""
