/**
 * The model of an array: dtype, shape, order, offset, and the strided views that follow from them.
 * Pure Java; knows neither files nor Spark. Start with {@link io.memmap.array.ArraySpec} and {@link
 * io.memmap.array.ArrayView}.
 */
package io.memmap.array;
