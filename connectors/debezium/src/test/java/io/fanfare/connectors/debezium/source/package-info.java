@org.jspecify.annotations.NullMarked
package io.fanfare.connectors.debezium.source;
