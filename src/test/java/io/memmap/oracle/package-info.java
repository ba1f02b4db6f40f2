/**
 * The connector against NumPy: fixtures with NumPy's answers, and NumPy itself as a judge. What is
 * compared is always bytes, never rounded or boxed values.
 */
package io.memmap.oracle;
