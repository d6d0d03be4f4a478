/**
 * How fast the library is, against Python Keras and PyTorch: {@code scripts/benchmark} runs it.
 *
 * <p>{@link io.github.inverseactivation.benchmark.Nets} and {@link
 * io.github.inverseactivation.benchmark.Works} are this side's code; {@code
 * src/benchmark/main/python} holds the other sides' and the program that asks all three in turn.
 * {@code load.py} there compares the loading of a large file, by {@link
 * io.github.inverseactivation.benchmark.LoadProgram}.
 */
package io.github.inverseactivation.benchmark;
