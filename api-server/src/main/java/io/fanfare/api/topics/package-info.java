/** Reading Kafka's topics. */
@NullMarked
package io.fanfare.api.topics;

import org.jspecify.annotations.NullMarked;
