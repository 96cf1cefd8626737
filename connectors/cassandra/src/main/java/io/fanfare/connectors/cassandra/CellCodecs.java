package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.util.List;
import java.util.Map;

/**
 * The codecs of a cell's columns. Constants, because the driver would look a codec up for every
 * value, which is slow.
 */
final class CellCodecs {

  static final TypeCodec<Map<String, Long>> COUNTS =
      TypeCodecs.mapOf(TypeCodecs.TEXT, TypeCodecs.BIGINT);

  static final TypeCodec<List<Long>> IDS = TypeCodecs.listOf(TypeCodecs.BIGINT);

  private CellCodecs() {}
}
