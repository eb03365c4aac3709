#include "v2r.h"

#include "vit2rtl_network.h"

/* AXI DMA, direct register mode: the channel to the network, and 0x30 further the one from it. */
#define DMA_FROM 0x30u
#define DMA_CONTROL 0x00u
#define DMA_STATUS 0x04u
#define DMA_ADDRESS 0x18u
#define DMA_ADDRESS_HIGH 0x1Cu
#define DMA_LENGTH 0x28u
#define DMA_RUN 0x1u
#define DMA_RESET 0x4u
#define DMA_ERRORS 0x70u
#define DMA_COMPLETE 0x1000u

/* Looks at a reset that takes some cycles. */
#define RESET_LOOKS 10000u

#define HEADER_BYTES 40u
#define ALIGNMENT 64u
#define MODEL_VERSION 1u

#define READ_ERRORS (VIT2RTL_NETWORK_ERROR_READ_SLAVE_MASK | VIT2RTL_NETWORK_ERROR_READ_DECODE_MASK \
                     | VIT2RTL_NETWORK_ERROR_READ_LAST_MASK)
#define INTERRUPTS (VIT2RTL_NETWORK_INTERRUPT_DONE_MASK | VIT2RTL_NETWORK_INTERRUPT_ERROR_MASK)

static uint32_t direct_read(void *context, uint64_t address)
{
    (void)context;
    return *(volatile uint32_t *)(uintptr_t)address;
}

static void direct_write(void *context, uint64_t address, uint32_t value)
{
    (void)context;
    *(volatile uint32_t *)(uintptr_t)address = value;
}

const v2r_bus v2r_direct = {NULL, direct_read, direct_write, NULL, NULL, NULL};

static uint32_t ip_read(const v2r *n, uint32_t offset)
{
    return n->bus->read(n->bus->context, n->ip + offset);
}

static void ip_write(const v2r *n, uint32_t offset, uint32_t value)
{
    n->bus->write(n->bus->context, n->ip + offset, value);
}

static uint32_t dma_read(const v2r *n, uint32_t offset)
{
    return n->bus->read(n->bus->context, n->dma + offset);
}

static void dma_write(const v2r *n, uint32_t offset, uint32_t value)
{
    n->bus->write(n->bus->context, n->dma + offset, value);
}

static uint32_t field(uint32_t word, uint32_t mask, uint32_t shift)
{
    return (word & mask) >> shift;
}

int v2r_reset(v2r *n)
{
    uint32_t looks;
    n->logits = NULL;
    ip_write(n, VIT2RTL_NETWORK_CONTROL, 0);
    /* One reset is both channels'; the DMA goes first, so that no pixel of before comes behind the network's reset. */
    dma_write(n, DMA_CONTROL, DMA_RESET);
    for (looks = 0; (dma_read(n, DMA_CONTROL) & DMA_RESET) != 0; looks++) {
        if (looks == RESET_LOOKS) {
            return V2R_TIMEOUT;
        }
    }
    ip_write(n, VIT2RTL_NETWORK_COMMAND, VIT2RTL_NETWORK_COMMAND_RESET_MASK | VIT2RTL_NETWORK_COMMAND_CLEAR_MASK);
    for (looks = 0; (ip_read(n, VIT2RTL_NETWORK_STATUS) & VIT2RTL_NETWORK_STATUS_RESETTING_MASK) != 0; looks++) {
        if (looks == RESET_LOOKS) {
            return V2R_TIMEOUT;
        }
    }
    ip_write(n, VIT2RTL_NETWORK_ERROR, 0xFFFFFFFFu);
    ip_write(n, VIT2RTL_NETWORK_INTERRUPT, 0xFFFFFFFFu);
    ip_write(n, VIT2RTL_NETWORK_INTERRUPT_ENABLE, n->bus->idle != NULL ? INTERRUPTS : 0);
    dma_write(n, DMA_CONTROL, DMA_RUN);
    dma_write(n, DMA_FROM + DMA_CONTROL, DMA_RUN);
    ip_write(n, VIT2RTL_NETWORK_CONTROL, VIT2RTL_NETWORK_CONTROL_RUN_MASK | VIT2RTL_NETWORK_CONTROL_PACKETS_MASK);
    return V2R_OK;
}

int v2r_init(v2r *n, const v2r_bus *bus, uint64_t ip, uint64_t dma)
{
    uint32_t image;
    n->bus = bus;
    n->ip = ip;
    n->dma = dma;
    n->loaded = 0;
    n->logits = NULL;
    if (ip_read(n, VIT2RTL_NETWORK_ID) != VIT2RTL_NETWORK_ID_VALUE) {
        return V2R_NO_IP;
    }
    if (field(ip_read(n, VIT2RTL_NETWORK_VERSION), VIT2RTL_NETWORK_VERSION_MAJOR_MASK,
              VIT2RTL_NETWORK_VERSION_MAJOR_SHIFT) != VIT2RTL_NETWORK_MAJOR) {
        return V2R_VERSION;
    }
    image = ip_read(n, VIT2RTL_NETWORK_IMAGE);
    n->side = field(image, VIT2RTL_NETWORK_IMAGE_SIDE_MASK, VIT2RTL_NETWORK_IMAGE_SIDE_SHIFT);
    n->channels = field(image, VIT2RTL_NETWORK_IMAGE_CHANNELS_MASK, VIT2RTL_NETWORK_IMAGE_CHANNELS_SHIFT);
    n->classes = field(ip_read(n, VIT2RTL_NETWORK_CLASSES), VIT2RTL_NETWORK_CLASSES_COUNT_MASK,
                       VIT2RTL_NETWORK_CLASSES_COUNT_SHIFT);
    return v2r_reset(n);
}

static uint32_t word_at(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* As in zip and Ethernet, four bits at a time. */
static uint32_t crc32_of(const uint8_t *at, size_t bytes)
{
    static const uint32_t table[16] = {
        0x00000000u, 0x1DB71064u, 0x3B6E20C8u, 0x26D930ACu, 0x76DC4190u, 0x6B6B51F4u, 0x4DB26158u, 0x5005713Cu,
        0xEDB88320u, 0xF00F9344u, 0xD6D6A3E8u, 0xCB61B38Cu, 0x9B64C2B0u, 0x86D3D2D4u, 0xA00AE278u, 0xBDBDF21Cu};
    uint32_t crc = 0xFFFFFFFFu;
    size_t i;
    for (i = 0; i < bytes; i++) {
        crc ^= at[i];
        crc = crc >> 4 ^ table[crc & 15u];
        crc = crc >> 4 ^ table[crc & 15u];
    }
    return ~crc;
}

int v2r_load(v2r *n, const void *model, size_t bytes, uint64_t address)
{
    static const uint8_t magic[8] = {'V', '2', 'R', 'M', 'O', 'D', 'E', 'L'};
    const uint8_t *file = (const uint8_t *)model;
    uint32_t header;
    uint32_t numbers;
    uint64_t stream;
    size_t i;
    if (n->logits != NULL) {
        return V2R_BUSY;
    }
    for (i = 0; i < sizeof magic; i++) {
        if (bytes < HEADER_BYTES || file[i] != magic[i]) {
            return V2R_NOT_A_MODEL;
        }
    }
    if (word_at(file + 8) != MODEL_VERSION) {
        return V2R_NOT_A_MODEL;
    }
    header = word_at(file + 16);
    numbers = word_at(file + 20);
    stream = word_at(file + 24) | (uint64_t)word_at(file + 28) << 32;
    if (header > bytes || stream != bytes - header || header < HEADER_BYTES || numbers > (header - HEADER_BYTES) / 8
        || word_at(file + 12) != crc32_of(file + 16, bytes - 16)) {
        return V2R_DAMAGED;
    }
    if (crc32_of(file + HEADER_BYTES, (size_t)numbers * 8) != ip_read(n, VIT2RTL_NETWORK_CONTRACT)
        || stream != ip_read(n, VIT2RTL_NETWORK_STREAM_BYTES)) {
        return V2R_OTHER_NETWORK;
    }
    if ((address + header) % ALIGNMENT != 0) {
        return V2R_ALIGNMENT;
    }
    if (n->bus->clean != NULL) {
        n->bus->clean(n->bus->context, model, bytes);
    }
    ip_write(n, VIT2RTL_NETWORK_MODEL_LOW, (uint32_t)(address + header));
    ip_write(n, VIT2RTL_NETWORK_MODEL_HIGH, (uint32_t)((address + header) >> 32));
    n->loaded = 1;
    return V2R_OK;
}

static void transfer(const v2r *n, uint32_t channel, uint64_t address, size_t bytes)
{
    dma_write(n, channel + DMA_ADDRESS, (uint32_t)address);
    dma_write(n, channel + DMA_ADDRESS_HIGH, (uint32_t)(address >> 32));
    dma_write(n, channel + DMA_LENGTH, (uint32_t)bytes);
}

int v2r_run(v2r *n, const void *image, uint64_t image_address, int32_t *logits, uint64_t logits_address)
{
    size_t room = n->classes * sizeof *logits;
    if (!n->loaded) {
        return V2R_NO_MODEL;
    }
    if (n->logits != NULL) {
        return V2R_BUSY;
    }
    if (n->bus->clean != NULL) {
        n->bus->clean(n->bus->context, image, v2r_image_bytes(n));
        n->bus->clean(n->bus->context, logits, room);
    }
    n->logits = logits;
    transfer(n, DMA_FROM, logits_address, room);
    transfer(n, 0, image_address, v2r_image_bytes(n));
    return V2R_OK;
}

int v2r_wait(v2r *n, uint32_t looks)
{
    uint32_t i;
    if (n->logits == NULL) {
        return V2R_NOTHING_RUNS;
    }
    for (i = 0; i < looks; i++) {
        uint32_t error = ip_read(n, VIT2RTL_NETWORK_ERROR);
        uint32_t status = dma_read(n, DMA_FROM + DMA_STATUS);
        if (error != 0) {
            return (error & READ_ERRORS) != 0 ? V2R_READ_FAILED : V2R_IMAGE_BROKEN;
        }
        if (((status | dma_read(n, DMA_STATUS)) & DMA_ERRORS) != 0) {
            return V2R_DMA_FAILED;
        }
        if ((status & DMA_COMPLETE) != 0) {
            dma_write(n, DMA_FROM + DMA_STATUS, DMA_COMPLETE);
            dma_write(n, DMA_STATUS, DMA_COMPLETE);
            if (n->bus->invalidate != NULL) {
                n->bus->invalidate(n->bus->context, n->logits, n->classes * sizeof *n->logits);
            }
            n->logits = NULL;
            return V2R_OK;
        }
        if (n->bus->idle != NULL) {
            n->bus->idle(n->bus->context);
            ip_write(n, VIT2RTL_NETWORK_INTERRUPT, INTERRUPTS);
        }
    }
    return V2R_TIMEOUT;
}

size_t v2r_image_bytes(const v2r *n)
{
    return (size_t)n->side * n->side * n->channels;
}

uint32_t v2r_top(const v2r *n, const int32_t *logits)
{
    uint32_t best = 0;
    uint32_t i;
    for (i = 1; i < n->classes; i++) {
        if (logits[i] > logits[best]) {
            best = i;
        }
    }
    return best;
}

uint32_t v2r_cycles(const v2r *n)
{
    return ip_read(n, VIT2RTL_NETWORK_IMAGE_CYCLES);
}

const char *v2r_words(int result)
{
    switch (result) {
    case V2R_OK: return "done";
    case V2R_NO_IP: return "no vit2rtl network at this address";
    case V2R_VERSION: return "the network's register map has a version that this driver does not know";
    case V2R_NOT_A_MODEL: return "not a model.bin of a version that this driver knows";
    case V2R_DAMAGED: return "model.bin is damaged: its length or checksum is wrong";
    case V2R_OTHER_NETWORK: return "model.bin was made for another accelerator";
    case V2R_ALIGNMENT: return "model.bin must lie at a multiple of 64";
    case V2R_NO_MODEL: return "no model is loaded";
    case V2R_BUSY: return "an image is under way";
    case V2R_NOTHING_RUNS: return "no image is under way";
    case V2R_TIMEOUT: return "not done yet";
    case V2R_READ_FAILED: return "the model could not be read from memory";
    case V2R_IMAGE_BROKEN: return "the image's stream was broken";
    case V2R_DMA_FAILED: return "the DMA could not read the image or write the logits";
    default: return "an unknown result";
    }
}
