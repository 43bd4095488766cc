// Stands where Voila would load MathJax: our formulas are MathML.
