/**
 * What an array file is: dtype, shape, order and offset, and the strided views that follow from
 * them. Pure Java; knows neither files nor Spark.
 */
package io.memmap.array;
