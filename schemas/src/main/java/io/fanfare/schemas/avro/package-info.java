/** Encoding of the records that travel on topics. */
@NullMarked
package io.fanfare.schemas.avro;

import org.jspecify.annotations.NullMarked;
