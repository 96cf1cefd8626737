package io.fanfare.workloads.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.scale.ScaleReport.OfCatalogue;
import io.fanfare.workloads.bench.scale.ScaleReport.OfDashboard;
import io.fanfare.workloads.bench.scale.ScaleReport.OfNetwork;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ScaleReportTest {

  private final ScaleReport report =
      new ScaleReport(
          new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
          new ScaleWorkload(
              List.of(10_000, 1_000_000), List.of(100, 1_000), List.of(10), 1_000, 2_000, 30, 403),
          List.of(
              new OfNetwork(10_000, 40, 4.26, 15, latency(10)),
              new OfNetwork(1_000_000, 40, 1.5, 30, latency(20))),
          List.of(
              new OfDashboard(100, latency(8), latency(9)),
              new OfDashboard(1_000, latency(8), latency(10))),
          List.of(new OfCatalogue(10, 120)));

  @Test
  void eachSizeIsAColumn() {
    assertThat(report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "follows 10,000 1,000,000",
            "CPU µs an entry 40.0 40.0",
            "checkpoint bytes a follow 4.3 1.5",
            "first page, p99 ms 10.0 20.0",
            "entries of the dashboard 100 1,000",
            "last page, p50 ms 9.0 10.0",
            "tracks with plays 10",
            "CPU µs an event 120.0");
  }

  @Test
  void theJsonHasTheWholeReport() {
    JsonNode json = new ObjectMapper().valueToTree(report);
    assertThat(json.at("/workload/follows/1").asInt()).isEqualTo(1_000_000);
    assertThat(json.at("/networks/0/bytesAnEdge").asDouble()).isEqualTo(4.26);
    assertThat(json.at("/dashboards/1/lastPage/p99").asDouble()).isEqualTo(10);
    assertThat(json.at("/catalogues/0/cpuMicrosecondsAnEvent").asDouble()).isEqualTo(120);
  }

  @Test
  void theChartShowsEachFigureAndDrawsEqualOnesAtOneHeight() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report.chart().getBytes(StandardCharsets.UTF_8)));
    assertThat(attributes(svg, "text", null))
        .contains("CPU µs an entry", "40.0", "4.3", "follows", "1,000,000", "tracks with plays");
    List<String> heights = attributes(svg, "circle", "cy");
    assertThat(heights).hasSize(15);
    assertThat(heights.get(0)).isEqualTo(heights.get(1));
    assertThat(Double.parseDouble(heights.get(4)))
        .isGreaterThan(Double.parseDouble(heights.get(5)));
    assertThat(attributes(svg, "circle", "cx").subList(0, 2)).doesNotHaveDuplicates();
  }

  @Test
  void sizesThatCannotBeMeasuredAreRefused() {
    assertThatThrownBy(() -> new ScaleWorkload(List.of(9_999), List.of(), List.of(), 1, 1, 1, 403))
        .hasMessage("9,999 follows are too few: the least is 10,000.");
    assertThatThrownBy(() -> new ScaleWorkload(List.of(), List.of(99), List.of(), 1, 1, 1, 403))
        .hasMessage("99 entries are too few: the least is 100.");
  }

  private static List<String> attributes(Document svg, String element, String attribute) {
    List<String> values = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      values.add(
          attribute == null
              ? nodes.item(i).getTextContent()
              : nodes.item(i).getAttributes().getNamedItem(attribute).getTextContent());
    }
    return values;
  }

  private static Latency latency(double millis) {
    return new Latency(1, millis, millis, millis, millis, millis);
  }
}
