/* What an operating system gives the driver: registers, and memory that devices see. */
#ifndef V2R_PLATFORM_H
#define V2R_PLATFORM_H

#include "v2r.h"

typedef struct v2r_platform {
    v2r_bus bus;
    uint64_t ip;
    uint64_t dma;
    uint8_t *memory;         /* as this process sees it */
    uint64_t memory_address; /* as devices see it */
    size_t memory_bytes;
} v2r_platform;

/* 0, or -1 after a sentence on standard error. */
int v2r_platform_open(v2r_platform *platform);

void v2r_platform_close(v2r_platform *platform);

#endif
