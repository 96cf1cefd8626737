@NullMarked
package io.fanfare.connectors.debezium;

import org.jspecify.annotations.NullMarked;
