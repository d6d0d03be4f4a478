/**
 * Pictures: of a run ({@link io.github.inverseactivation.reports.TrainingCurves}), of a
 * classifier's mistakes ({@link io.github.inverseactivation.reports.ConfusionChart}), and of what
 * the first convolution sees ({@link io.github.inverseactivation.reports.KernelMaps}), where the
 * idea of InverseActivation came from. Each is an array of pixels, for {@link
 * io.github.inverseactivation.data.Png#write} to put into a file.
 *
 * <p>Nothing here needs a screen. Text needs a font: without one there is a {@link
 * io.github.inverseactivation.reports.NoFontsException}.
 */
package io.github.inverseactivation.reports;
