package io.github.inverseactivation.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One number over the epochs: in training, and in validation unless that is null.
 *
 * @param key the number's name
 * @param epochs the epochs' numbers, from 0
 * @param training its value in each
 * @param validation its value in validation, or null
 */
record CurvePanel(String key, double[] epochs, double[] training, double[] validation) {
  static final int WIDTH = 560;
  static final int HEIGHT = 340;
  private static final int FEW = 25;
  private static final double LARGE_RANGE = 20;

  boolean isLoss() {
    return key.equals("loss");
  }

  String title() {
    return key.replace('_', ' ') + (isAccuracy() ? ", %" : "");
  }

  BufferedImage draw() {
    double factor = isAccuracy() ? 100 : 1;
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("epoch").build();
    add(chart, "training", training, factor, Colours.POSITIVE);
    if (validation != null) {
      add(chart, "validation", validation, factor, Colours.NEGATIVE);
    }
    style(chart.getStyler());
    return BitmapEncoder.getBufferedImage(chart);
  }

  private void add(XYChart chart, String name, double[] values, double factor, Color colour) {
    boolean few = epochs.length <= FEW;
    // Where points are evenly spaced, XChart puts ticks at any of them, such as 1, 12, 23. A first
    // point without a number makes it take round ones.
    int extra = few ? 0 : 1;
    double[] x = new double[epochs.length + extra];
    double[] y = new double[x.length];
    Arrays.setAll(x, i -> i < extra ? 0.5 : epochs[i - extra] + 1);
    Arrays.setAll(y, i -> i < extra ? Double.NaN : drawable(values[i - extra] * factor));
    String last = String.format(Locale.ROOT, "%.4g", y[y.length - 1]);
    XYSeries series = chart.addSeries(name + " (last " + last + ")", x, y);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(2f));
    series.setMarkerColor(colour);
    series.setMarker(few ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  /** Infinity has no place in a chart. */
  private static double drawable(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private void style(XYStyler styler) {
    boolean falls = training[training.length - 1] <= training[0];
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(Colours.TEXT);
    styler.setChartTitleVisible(false); // its height differs with its letters
    styler.setPlotBorderVisible(false);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(Colours.FAINT);
    styler.setLegendFont(Fonts.plain(12));
    styler.setMarkerSize(5);
    styler.setLegendPosition(falls ? LegendPosition.InsideNE : LegendPosition.InsideSE);
    styler.setPlotGridLinesColor(Colours.FAINT);
    styler.setAxisTitleFont(Fonts.plain(12));
    styler.setAxisTickLabelsFont(Fonts.plain(12));
    styler.setYAxisTitleVisible(false);
    styler.setXAxisDecimalPattern("0");
    styler.setYAxisLeftWidthHint(56); // by itself, XChart cuts long numbers off
    styler.setXAxisTickMarkSpacingHint(70);
    styler.setYAxisTickLabelsFormattingFunction(CurvePanel::tick);
    styler.setYAxisLogarithmic(hasLargeRange());
    if (isAccuracy() && epochs.length > FEW) {
      bottom().ifPresent(styler::setYAxisMin);
    }
  }

  /** Where the axis begins if a bad beginning would press all that follows into a line. */
  private Optional<Double> bottom() {
    double[] sorted = finite().map(value -> 100 * value).sorted().toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    double most = sorted[sorted.length - 1];
    double low = sorted[sorted.length / 10];
    return most - sorted[0] > 3 * (most - low) ? Optional.of(low) : Optional.empty();
  }

  private DoubleStream finite() {
    DoubleStream all =
        validation == null
            ? Arrays.stream(training)
            : DoubleStream.concat(Arrays.stream(training), Arrays.stream(validation));
    return all.filter(Double::isFinite);
  }

  private static String tick(double value) {
    return new DecimalFormat("0.#####", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }

  private boolean isAccuracy() {
    return key.endsWith("accuracy");
  }

  private boolean hasLargeRange() {
    double least = finite().min().orElse(0);
    double most = finite().max().orElse(0);
    return isLoss() && least > 0 && most / least > LARGE_RANGE;
  }
}
