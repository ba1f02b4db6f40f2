/**
 * Compares the connector with NumPy: with fixtures that have NumPy's answers, and with NumPy in a
 * Python process. Tests compare bytes, never rounded or boxed values.
 */
package io.memmap.oracle;
