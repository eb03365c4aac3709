/*
 * Driver of a vit2rtl network behind an AXI DMA: C99, no allocation, no library but memory and numbers.
 *
 *     static v2r network;
 *     if (v2r_init(&network, &v2r_direct, IP_BASE, DMA_BASE) == V2R_OK
 *         && v2r_load(&network, model, model_bytes, (uintptr_t)model) == V2R_OK
 *         && v2r_run(&network, image, (uintptr_t)image, logits, (uintptr_t)logits) == V2R_OK
 *         && v2r_wait(&network, 1000000) == V2R_OK)
 *         class = v2r_top(&network, logits);
 */
#ifndef V2R_H
#define V2R_H

#include <stddef.h>
#include <stdint.h>

enum {
    V2R_OK = 0,
    V2R_NO_IP = -1,         /* no vit2rtl network at this address */
    V2R_VERSION = -2,       /* a register map that this driver does not know */
    V2R_NOT_A_MODEL = -3,   /* no model.bin of a version that this driver knows */
    V2R_DAMAGED = -4,       /* length or checksum of model.bin are wrong */
    V2R_OTHER_NETWORK = -5, /* model.bin was made for another accelerator */
    V2R_ALIGNMENT = -6,     /* model.bin must lie at a multiple of 64 */
    V2R_NO_MODEL = -7,      /* v2r_load comes before v2r_run */
    V2R_BUSY = -8,          /* an image is under way: v2r_wait first */
    V2R_NOTHING_RUNS = -9,  /* v2r_run comes before v2r_wait */
    V2R_TIMEOUT = -10,      /* not done yet: wait again, or v2r_reset */
    V2R_READ_FAILED = -11,  /* the model could not be read: v2r_reset, v2r_load */
    V2R_IMAGE_BROKEN = -12, /* the image's stream was broken: v2r_reset */
    V2R_DMA_FAILED = -13    /* the DMA could not read the image or write the logits: v2r_reset */
};

/* How the processor reaches registers and memory. Calls that a system does not need may be NULL. */
typedef struct v2r_bus {
    void *context;
    uint32_t (*read)(void *context, uint64_t address);
    void (*write)(void *context, uint64_t address, uint32_t value);
    /* What the processor wrote becomes visible to devices. */
    void (*clean)(void *context, const void *at, size_t bytes);
    /* What devices wrote becomes visible to the processor. */
    void (*invalidate)(void *context, void *at, size_t bytes);
    /* Between two looks of v2r_wait: until an interrupt, or for a moment. */
    void (*idle)(void *context);
} v2r_bus;

/* Registers at their addresses, memory coherent: for bare metal without caches, or with them off. */
extern const v2r_bus v2r_direct;

typedef struct v2r {
    const v2r_bus *bus;
    uint64_t ip;
    uint64_t dma;
    uint32_t side;
    uint32_t channels;
    uint32_t classes;
    int loaded;
    int32_t *logits; /* of the image under way, or NULL */
} v2r;

/* Finds the network at ip and its AXI DMA (direct register mode) at dma, and resets both. */
int v2r_init(v2r *network, const v2r_bus *bus, uint64_t ip, uint64_t dma);

/* Checks a model.bin in memory and makes it the network's; address is where devices see it. It stays in use. */
int v2r_load(v2r *network, const void *model, size_t bytes, uint64_t address);

/* Starts an image of v2r_image_bytes bytes by row, column, channel; logits has room for as many as there are classes. */
int v2r_run(v2r *network, const void *image, uint64_t image_address, int32_t *logits, uint64_t logits_address);

/* Waits for the image that was started; looks so many times at most. */
int v2r_wait(v2r *network, uint32_t looks);

/* After an error: network and DMA as after v2r_init; the model stays. */
int v2r_reset(v2r *network);

size_t v2r_image_bytes(const v2r *network);

/* The class with the greatest logit, the first of several. */
uint32_t v2r_top(const v2r *network, const int32_t *logits);

/* Cycles that the last image took, from its last pixel to its last logit. */
uint32_t v2r_cycles(const v2r *network);

/* A result in words. */
const char *v2r_words(int result);

#endif
