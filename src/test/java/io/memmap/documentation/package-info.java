/** The pages below {@code src/site/markdown} say what the code does. */
package io.memmap.documentation;
