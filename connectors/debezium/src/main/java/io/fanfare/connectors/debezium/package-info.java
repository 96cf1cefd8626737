/** From the source's row changes, as Debezium captures them, to ModelBroadcast. */
@NullMarked
package io.fanfare.connectors.debezium;

import org.jspecify.annotations.NullMarked;
