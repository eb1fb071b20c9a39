/// A JPEG file of 24 x 24 grey pixels, a dark bar on light, written by libjpeg-turbo's `tjCompress2` at quality 40.
enum SmallPhoto {
    static let base64 = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhl\
        bXd7gYKBTmCNl4x9lnN+gXz/wAALCAAYABgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgED\
        AwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RF\
        RkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJ\
        ytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOtrJ/tv/if/ANl/Z/8Atrv/ANjd0x+HWtaiuT/5n7/P\
        /PKusorJ/sT/AIn/APan2j/tls/2NvXP49K1q//Z
        """
}
