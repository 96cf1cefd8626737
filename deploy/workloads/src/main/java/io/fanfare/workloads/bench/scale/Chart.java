package io.fanfare.workloads.bench.scale;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Panels of lines, as SVG. Sizes are on a logarithmic axis, figures on one that begins at 0, so
 * that a line which is flat costs the same at each size. Written as text: Java's own drawing needs
 * fonts, which a server may not have.
 */
record Chart(List<Panel> panels) {

  private static final int COLUMNS = 3;
  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;

  /** Around the axes of a panel. */
  private static final int LEFT = 20;

  private static final int RIGHT = 40;
  private static final int TOP = 40;
  private static final int BOTTOM = 45;

  /** The highest point has this part of the panel. */
  private static final double FILLED = 0.85;

  private static final List<String> COLOURS = List.of("#0969da", "#bc4c00");

  /** What a panel shows of each size. */
  record Panel(String title, String sizes, List<Series> series) {}

  /** A line; its name is empty if there is no other. */
  record Series(String name, List<Point> points) {}

  /** One figure. */
  record Point(double size, double figure) {}

  String svg() {
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"11\" fill=\"#1f2328\">",
        COLUMNS * WIDTH,
        rows * HEIGHT);
    add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    for (int i = 0; i < panels.size(); i++) {
      add(svg, "<g transform=\"translate(%d %d)\">", i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
      draw(svg, panels.get(i));
      add(svg, "</g>");
    }
    add(svg, "</svg>");
    return svg.toString();
  }

  private static void draw(StringBuilder svg, Panel panel) {
    int bottom = HEIGHT - BOTTOM;
    add(svg, "<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>", LEFT, panel.title);
    add(svg, "<path d=\"M%d %dH%d\" stroke=\"#d0d7de\"/>", LEFT, bottom, WIDTH - RIGHT);
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#59636e\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        bottom + 34,
        panel.sizes);
    Scale scale = Scale.of(panel);
    for (Point point : panel.series.get(0).points) {
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
          scale.x(point),
          bottom + 16,
          point.size);
    }
    for (int i = 0; i < panel.series.size(); i++) {
      draw(svg, panel.series.get(i), scale, COLOURS.get(i % COLOURS.size()));
    }
  }

  private static void draw(StringBuilder svg, Series series, Scale scale, String colour) {
    String path =
        series.points.stream()
            .map(point -> format("%.1f %.1f", scale.x(point), scale.y(point)))
            .collect(Collectors.joining("L", "M", ""));
    add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    for (Point point : series.points) {
      add(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          scale.x(point),
          scale.y(point),
          colour);
      add(
          svg,
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
          scale.x(point),
          scale.y(point) - 7,
          colour,
          figure(point.figure));
    }
    Point last = series.points.get(series.points.size() - 1);
    add(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
        scale.x(last) + 14,
        scale.y(last) + 4,
        colour,
        series.name);
  }

  /** Three digits are enough. */
  private static String figure(double value) {
    return format(value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** Where a point of a panel is. */
  private record Scale(double smallest, double largest, double highest) {

    static Scale of(Panel panel) {
      List<Point> points = panel.series.stream().flatMap(series -> series.points.stream()).toList();
      return new Scale(
          points.stream().mapToDouble(Point::size).min().orElseThrow(),
          points.stream().mapToDouble(Point::size).max().orElseThrow(),
          points.stream().mapToDouble(Point::figure).max().orElseThrow());
    }

    double x(Point point) {
      double part =
          smallest == largest
              ? 0.5
              : Math.log(point.size / smallest) / Math.log(largest / smallest);
      // The sizes are written below, and the first must not leave the panel.
      int inset = LEFT + 10;
      return inset + part * (WIDTH - RIGHT - 10 - inset);
    }

    double y(Point point) {
      double part = highest == 0 ? 0 : point.figure / highest;
      return HEIGHT - BOTTOM - part * FILLED * (HEIGHT - BOTTOM - TOP);
    }
  }

  private static void add(StringBuilder svg, String format, Object... arguments) {
    svg.append(format(format, arguments)).append('\n');
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
