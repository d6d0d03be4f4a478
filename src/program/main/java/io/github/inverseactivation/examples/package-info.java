/**
 * Small programs to read and run. Start at {@link
 * io.github.inverseactivation.examples.EdgeDetection}, where InverseActivation comes from.
 */
package io.github.inverseactivation.examples;
